"""What the words of a transaction name that its fields do not: places, embargoes, goods, who receives."""
