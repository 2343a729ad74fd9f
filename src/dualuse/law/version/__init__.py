"""Which law this is: one checksum over data, provisions and the code of legal derivations, whatever their form."""
