"""YAML as a person wrote it: read with the place of every value, and edited without disturbing the rest."""
