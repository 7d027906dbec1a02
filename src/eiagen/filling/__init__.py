"""Filling an assessment in a talk: which gap is next, what to ask about it, what an answer means."""
