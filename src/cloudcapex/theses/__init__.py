"""Worries others have raised, tested each quarter."""
