"""The long run: every quarter, company and language through the statements and their proof; see `__main__`."""
