# Een verschreven klasse.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA { <overleg/PO2604-voorbeeld-oogo> a oogo:OogoOndersteuningplan }
