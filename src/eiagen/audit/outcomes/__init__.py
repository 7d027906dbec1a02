"""How the audit reads: words, phrases, units of text, and what a unit shows about a requirement."""
