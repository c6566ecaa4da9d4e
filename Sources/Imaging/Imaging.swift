// What this target is for: see ARCHITECTURE.md.
