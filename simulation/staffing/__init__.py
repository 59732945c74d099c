"""How many servers a target of waiting needs: expected loads, previews, plans and rosters."""
