"""One Converse call by boto3: what it was given and what it made of the answer, as JSON.

usage: converse.py URL ATTEMPTS converse|converse_stream < the keyword arguments as JSON

Of a stream the events come as they were read, and `broken` is the exception that ended them.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url, attempts, operation = sys.argv[1], int(sys.argv[2]), sys.argv[3]
client = boto3.client(
    "bedrock-runtime",
    region_name="us-east-1",
    endpoint_url=url,
    aws_access_key_id="local",
    aws_secret_access_key="local",
    config=Config(retries={"mode": "standard", "total_max_attempts": attempts}, proxies={}),
)


def read(stream):
    events = []
    try:
        for event in stream:
            events.append(event)
    except ClientError as error:
        return {"events": events, "broken": error.response["Error"]}
    except Exception as error:
        return {"events": events, "broken": type(error).__name__}
    return {"events": events}


try:
    reply = getattr(client, operation)(**json.load(sys.stdin))
    metadata = reply.pop("ResponseMetadata")
    outcome = read(reply["stream"]) if "stream" in reply else {"reply": reply}
except ClientError as error:
    metadata = error.response["ResponseMetadata"]
    modelled = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "botocore.errorfactory"]
    outcome = {
        "class": modelled[0] if modelled else None,
        "code": error.response["Error"]["Code"],
        "message": error.response["Error"]["Message"],
    }
outcome["status"] = metadata["HTTPStatusCode"]
outcome["attempts"] = metadata["RetryAttempts"] + 1
json.dump(outcome, sys.stdout)
