"""Guidance that exists held against the catalogue: documents found, audited, recorded, decided on."""
