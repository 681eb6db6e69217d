"""What this project asks of data beyond the file format: each rule once, applied by every command.

A rule is a plain function from data to what is wrong with it. `padapatha.reading` refuses what the rules refuse, and
`padapatha.validate` reports it; so a text that intake accepts can be built, and what cannot be validated is not packed.
"""
