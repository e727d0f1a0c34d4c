"""The catalogues of the translations, and how they are brought up to date with what the reports say."""
