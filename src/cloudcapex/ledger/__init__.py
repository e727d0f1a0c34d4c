"""The ledger of deals, rounds and issues: each told once."""
