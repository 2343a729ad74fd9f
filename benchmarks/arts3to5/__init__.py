"""Arts 3 to 5 with EU001 over one table: OpenFisca beside our own engine."""
