// Package roster prints who is in an organization, with role, license type and
// weak spots of each, for people, spreadsheets and programs, and what has
// changed since a roster was saved.
//
// What the Hub does not disclose is "unknown" in tables and CSV, and null in
// JSON: never a "no". What it discloses to be nothing (no verified e-mail
// address, no resource group) is "-" in tables, an empty cell in CSV, and ""
// or [] in JSON.
package roster
