"""Which version of the program this is; ``pyproject.toml`` says the same."""

NAME, VERSION = "GluonAR Desktop", "0.1.0"
