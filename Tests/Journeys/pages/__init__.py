"""The pages as a person in a browser sees them. A page object holds what one can do there, and no assertion."""
