"""What botocore's own serializer and parser make of instances, one JSON line each in and out.

A line in is {"operation", "direction", "instance"} with blobs as base64; a line out is {"body", "problem"}: the
instance as botocore writes it onto the wire, or as it reads it from there, again with blobs as base64, and what its
validation of parameters finds wrong.
"""

import base64
import json
import sys

import botocore.session
from botocore.parsers import EventStreamJSONParser, create_parser
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

session = botocore.session.get_session()
model = session.get_service_model("bedrock-runtime")
serializer = create_serializer("rest-json", include_validation=False)
parser = create_parser("rest-json")
events = EventStreamJSONParser()
validator = ParamValidator()


def convert(value, shape, blob):
    """The value with `blob` applied where the shape has a blob."""
    if shape.type_name == "blob":
        return blob(value)
    if shape.type_name == "structure" and not getattr(shape, "is_document_type", False):
        return {k: convert(v, shape.members[k], blob) if k in shape.members else v for k, v in value.items()}
    if shape.type_name == "list":
        return [convert(item, shape.member, blob) for item in value]
    if shape.type_name == "map":
        return {k: convert(v, shape.value, blob) for k, v in value.items()}
    return value


def read(data):
    return base64.b64decode(data, validate=True)


def written(data):
    if isinstance(data, str):  # the parser decodes a body that is a blob
        data = data.encode()
    return base64.b64encode(data).decode()


def request(operation, instance):
    shape = operation.input_shape
    params = convert(instance, shape, read)
    problem = validator.validate(params, shape)
    made = serializer.serialize_to_request(params, operation)
    payload = shape.serialization.get("payload")
    if payload:
        body = {payload: written(made["body"])} if payload in params else {}
    else:
        body = json.loads(made["body"]) if made["body"] else {}
    return {"body": body, "path": made["url_path"], "problem": problem.generate_report() or None}


def validate(operation, instance):
    shape = operation.input_shape
    try:
        params = convert(instance, shape, read)
    except (AttributeError, TypeError, ValueError) as error:  # not the shape's structure, or not base64
        return {"problem": str(error)}
    return {"problem": validator.validate(params, shape).generate_report() or None}


def reply(operation, instance):
    shape = operation.output_shape
    payload = shape.serialization.get("payload")
    members, headers = dict(instance), {}
    for name, member in shape.members.items():
        if member.serialization.get("location") == "header" and name in members:
            headers[member.serialization["name"]] = members.pop(name)
    body = read(members[payload]) if payload else json.dumps(members).encode()
    parsed = parser.parse({"status_code": 200, "headers": headers, "body": body}, shape)
    parsed.pop("ResponseMetadata")
    return {"body": convert(parsed, shape, written)}


def event(operation, instance):
    stream = operation.get_event_stream_output()
    ((name, members),) = instance.items()
    headers = {":event-type": name, ":message-type": "event"}
    wire = json.dumps(members).encode()
    parsed = events.parse({"status_code": 200, "headers": headers, "body": wire}, stream)
    return {"body": {name: convert(parsed[name], stream.members[name], written)}}


for line in sys.stdin:
    question = json.loads(line)
    operation = model.operation_model(question["operation"])
    answer = globals()[question["direction"]](operation, question["instance"])
    print(json.dumps(answer))
