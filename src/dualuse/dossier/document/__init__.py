"""The dossier as a document: a module for each part, in blocks; ``contents`` puts them in order, the room ``documents`` renders them."""
