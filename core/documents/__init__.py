"""Document numbers (文号), Chinese numerals and dates, text normalisation, text out of files."""
