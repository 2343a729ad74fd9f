"""What is it: from a product to control entries, with the evidence; parameter sheets, and the library of classified products."""
