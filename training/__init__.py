"""Training of the language model that ships: `make model`. No part of the installed package."""
