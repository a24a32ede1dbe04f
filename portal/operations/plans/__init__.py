"""Plans: drafts are written, offered, signed by both and amended; what is signed stays."""
