"""Tables of transactions: their columns by the paths of the contract, usual names of columns, and rows as transactions."""
