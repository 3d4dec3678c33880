# Op de laatste dag van het plan geldt het nog.
# peildatum: 2028-07-31



