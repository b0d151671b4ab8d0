"""The nouns of an assessment, frozen and typed, and the state that replaying its entries gives."""
