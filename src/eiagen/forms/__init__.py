"""Word forms: the assessment as questions, answers read back, and what the two sides changed put together."""
