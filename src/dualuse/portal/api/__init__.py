"""The API, as the contract has it: bearer tokens, ``problem+json``, lists by cursor, versions, idempotency."""
