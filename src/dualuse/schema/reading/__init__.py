"""From files to the types of the contract: plain data read, checked, and refused with one clear error for each fault."""
