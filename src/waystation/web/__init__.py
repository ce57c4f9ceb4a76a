"""The pages: what a coordinator looks at in a browser on the same machine; they work with scripts off."""
