"""What the authors of notebooks write, read once for the web and for paper.

``markdown`` reads Markdown into HTML, ``formulas`` tells formulas from money in it, ``pictures`` finds the pictures it
names, ``drawings`` makes pictures of drawings in HTML, and ``sanitise`` makes all HTML harmless.
"""
