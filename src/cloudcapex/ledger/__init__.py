"""The ledger of deals and rounds: each deal told once."""
