"""Invented people and places of Musterhafen, as mixed as a town."""

from random import Random

FIRST = [
    "Selin", "Mehmet", "Ingrid", "Agnieszka", "Łukasz", "Jürgen", "Ana", "Fatma", "Karl-Heinz", "Zoë", "Yasmin",
    "Petra", "Tarek", "Gertrud", "Marek", "Jana", "Emre", "Birgit", "Svetlana", "Dariusz", "Monika", "Ahmed", "Claudia",
    "Nguyệt", "Helmut", "Leyla", "Stefan", "Beata", "Rosa", "Ibrahim", "Ulrike", "Mihai", "Sabine", "Goran", "Annegret",
    "Paulo", "Heike", "Olga", "Norbert", "Amira", "Jonas", "Elif", "Wolfgang", "Chiara", "Dieter", "Maryam", "Tobias",
    "Kateryna", "Renate", "Vasilis", "Hannah", "Osman", "Gisela", "Lucía", "Rainer", "Aylin", "Horst", "Ewa", "Samuel",
    "Doris",
]  # fmt: skip
LAST = [
    "Öztürk", "Kaya", "Petersen", "Wójcik", "Nowicki", "Groß", "Marković", "Şahin", "Meißner", "El-Masri", "Albers",
    "Zieliński", "Lindner", "Behrens", "Tietz", "Hoffmann", "Schmitt", "Berger", "Lange", "Krüger", "Demirel",
    "Popescu", "Schulte", "Baumann", "Yıldız", "Novak", "Hansen", "Fischer", "Rossi", "Papadopoulos", "Hermann",
    "Jansen", "Özkan", "Brüggemann", "Sokolov", "Weiß", "Kühn", "Ferreira", "Adeyemi", "Thiele", "Paulsen", "Kowalczyk",
    "Ritter", "Haddad", "Vogel", "Sanders", "Bach", "Keller", "Nikolić", "Dietrich", "Arslan", "Wendt", "Moreau",
    "Böhm", "Sahin", "Eggers", "Lorenz", "Kramer",
]  # fmt: skip
WHOLE = ["Thị Hồng Nguyễn", "Олена Коваль", "Karl-Heinz von der Aue", "María del Mar García López", "Νίκος Παππάς"]
PLACES = [
    "Stadtpark", "Spielplatz Lindenweg", "Hafenstraße 12", "Marktplatz", "Gärtnerweg 4", "Am Deich 7",
    "Schulstraße 21", "Bahnhofstraße 3", "Uferweg an der Musterau", "Friedhof, Haupteingang", "Lindenweg 18",
    "Hafenstraße, Ecke Fährgasse", "Kirchplatz 2", "Mühlenstraße 33", "Bushaltestelle Waldbad", "Am Stadion 1",
    "Birkenallee 9", "Parkplatz Nordhafen", "Grundschule Fährgasse", "Rosenweg 15", "Industriestraße 40",
    "Radweg hinter dem Klärwerk", "Wendehammer Kastanienweg", "Alter Markt 6", "Unterführung am Bahnhof",
]  # fmt: skip
STREETS = ["Lindenweg", "Hafenstraße", "Gärtnerweg", "Schulstraße", "Birkenallee", "Rosenweg", "Mühlenstraße",
           "Kastanienweg", "Fährgasse", "Am Deich"]  # fmt: skip
PLAIN = str.maketrans("ąćęłńóśźżçğışöüäáéíúñřčšžøåôểệịồễ", "acelnoszzcgisouaaeiunrcszoaoeeioe")


def somebody(chance: Random) -> dict[str, str]:
    """Return name and contact of an invented person: most have a mail address, some only a telephone."""
    name = chance.choice(WHOLE) if chance.random() < 0.04 else f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    plain = "".join(letter for letter in name.casefold().translate(PLAIN) if letter.isascii() and letter.isalpha())
    mail = f"{plain or 'post'}{chance.randint(10, 99)}@example.org"
    phone = f"0221 4710 {chance.randint(910, 999)}"
    way = chance.random()
    return {"name": name, "email": mail if way < 0.75 else "", "phone": phone if way > 0.6 else ""}


def street(chance: Random) -> dict[str, str]:
    """Return an address in Musterhafen."""
    number = f"{chance.choice(STREETS)} {chance.randint(1, 60)}"
    return {"street": number, "postcode": "50999", "town": "Musterhafen"}
