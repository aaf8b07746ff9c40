// Reads cases {policy, requests} from the standard input and prints for each request what IAM would decide.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const require = createRequire(process.argv[2] + '/')
const { runSimulation, runUnsafeSimulation } = require('@cloud-copilot/iam-simulate')
const accountId = '123456789012'

async function decide(policy, { action, resource, context, unchecked }) {
  const simulation = {
    request: {
      principal: `arn:aws:iam::${accountId}:role/someone`,
      action,
      resource: { resource, accountId },
      contextVariables: context,
    },
    identityPolicies: [{ name: 'policy', policy }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }
  if (unchecked) return runUnsafeSimulation(simulation, {})
  const result = await runSimulation(simulation, {})
  return result.resultType === 'error' ? JSON.stringify(result.errors) : result.overallResult
}

const cases = JSON.parse(readFileSync(0, 'utf8'))
const decisions = []
for (const { policy, requests } of cases) {
  decisions.push(await Promise.all(requests.map((request) => decide(policy, request))))
}
console.log(JSON.stringify(decisions))
