"""What an exporter keeps for its next application: the parties it deals with, and its products with their classification."""
