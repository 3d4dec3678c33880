"""OOGO: the knowledge graph of how Dutch public bodies consult, plan and agree together."""

__all__ = ["__version__"]

__version__ = "0.1.0"
