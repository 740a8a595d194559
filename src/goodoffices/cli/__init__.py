"""The commands: one thin module each; what they do stands in the library."""
