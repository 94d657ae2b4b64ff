"""What kafkalint knows about producers: where they are, what their client does, what rules say, what would mend it."""
