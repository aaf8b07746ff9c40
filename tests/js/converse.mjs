// One Converse call by AWS's SDK for JavaScript: what it was given and what it made of the
// answer, as JSON.
//
// usage: node converse.mjs PACKAGES URL ATTEMPTS Converse|ConverseStream < the input as JSON
//
// PACKAGES is the folder that holds node_modules. Of a stream the events come as they were
// read, and `broken` is the error that ended them.

import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const [packages, url, attempts, operation] = process.argv.slice(2);
const sdk = createRequire(`${packages}/`)("@aws-sdk/client-bedrock-runtime");
const client = new sdk.BedrockRuntimeClient({
  region: "us-east-1",
  endpoint: url,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: Number(attempts),
});

async function read(stream) {
  const events = [];
  try {
    for await (const event of stream) events.push(event);
  } catch (error) {
    return { events, broken: { name: error.name, message: error.message } };
  }
  return { events };
}

let outcome;
try {
  const input = JSON.parse(await text(process.stdin));
  const { $metadata, ...reply } = await client.send(new sdk[`${operation}Command`](input));
  outcome = reply.stream ? await read(reply.stream) : { reply };
  outcome.status = $metadata.httpStatusCode;
  outcome.attempts = $metadata.attempts;
} catch (error) {
  outcome = {
    class: error instanceof sdk.BedrockRuntimeServiceException ? error.constructor.name : null,
    code: error.name,
    message: error.message,
    status: error.$metadata?.httpStatusCode,
    attempts: error.$metadata?.attempts,
  };
}
process.stdout.write(JSON.stringify(outcome));
client.destroy();
