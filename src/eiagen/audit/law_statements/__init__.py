"""What a document says of the law, held against the law as the catalogue has it."""
