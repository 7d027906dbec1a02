"""Equality impact assessments to Word with their gaps shown, and the audit of guidance that exists."""

__version__ = "0.1.0"
