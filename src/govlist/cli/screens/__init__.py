"""One screen a file: what a command shows people, as lines. Pure; output prints them."""
