"""Words in free text: whole, inflected, disguised or denied, in our languages, and the countries that they name."""
