"""What annexes describe without customs codes, by the headings of the tariff in which it is found: one file for each kind."""
