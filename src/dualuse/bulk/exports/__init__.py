"""Tables as the programs of firms write them: headers in three languages, numbers and days as people write them."""
