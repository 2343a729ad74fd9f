"""The contract: the shapes that others rely on, and how they are read."""
