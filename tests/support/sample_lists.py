"""Small invented files of every format, for tests of one format and for fuzzing of all."""

from __future__ import annotations

import json

from tests.sources.test_lists_eu_fsf import SMALL as EU_FSF
from tests.sources.test_lists_un_sc import SMALL as UN_SC
from tests.sources.test_lists_us import CSL, ENTRY, small

JOURNAL_HEADER = (
    "celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,previousName,country,"
    "nationality,jurisdiction,birthDate,birthPlace,position,passportNumber,gender,appearance,ethnicity,fatherName,"
    "motherName,incorporationDate,legalForm,sector,registrationNumber,taxNumber,idNumber,innCode,ogrnCode,kppCode,okpoCode,"
    "leiCode,swiftBic,ticker,imoNumber,mmsi,flag,address,phone,email,website,notes\n"
)


def journal_row(header: str, **cells: str) -> str:
    """A row with these cells, the others empty."""
    return (
        ",".join('"' + cells.get(name, "").replace('"', '""') + '"' for name in header.strip().split(","))
        + "\n"
    )


JOURNAL = (
    JOURNAL_HEADER
    + journal_row(
        JOURNAL_HEADER,
        celex="32014R0833", recordId="7", programKey="EU-RUS", annex="IV", measure="Export control", startDate="12.9.2014",
        schema="LegalEntity", name="Ruri; Works", alias='Рури; "Ruri; Two"', weakAlias="RW",
        registrationNumber="7704730655 (Tax ID/INN); 12 (OGRN)", address="Street 1, Tabriz, Iran",
    )
    + journal_row(
        JOURNAL_HEADER,
        celex="32014R0833", programKey="EU-RUS", annex="XLII", measure="Transportation restrictions", startDate="25.6.2024",
        reason="Invented", schema="Vessel", name="Rory", previousName="Ruri", imoNumber="9179842", flag="Panama",
    )
    + journal_row(
        JOURNAL_HEADER,
        celex="32014R0833", programKey="EU-RUS", annex="I", measure="Asset freeze", startDate="26 Feb. 2011", schema="Person",
        name="MUSTER Orvo", nationality="(a) Jordanian (b) American", birthDate="(a) 1958, (b) circa 1960; before 1964",
        gender="Male",
    )
)  # fmt: skip
AMENDMENT_HEADER = JOURNAL_HEADER.replace("celex,", "amendedCelex,amendmentCelex,")
AMENDMENT = AMENDMENT_HEADER + journal_row(
    AMENDMENT_HEADER,
    amendedCelex="32006R0765", amendmentCelex="32026R1846", recordId="1", programKey="EU-BLR", annex="V",
    measure="Export control", schema="Company", name="Works of Ruri",
)  # fmt: skip

UK_COLUMNS = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    "Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,"
    "Designation Type,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,Address Line 1,"
    "Address Line 2,Address Line 3,Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,"
    "Phone number,Website,Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,"
    "National Identifier additional information,Passport number,Passport additional information,Position,Gender,"
    "Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,Business registration number (s),"
    "IMO number,Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,Previous flags,"
    "Type of ship,Tonnage of ship,Length of ship,Year Built,Hull identification number (HIN)\n"
)


def uk_row(**cells: str) -> str:
    """A row of the UK table; ``Name_6`` stands for ``Name 6``."""
    named = {name.replace("_", " "): value for name, value in cells.items()}
    return (
        ",".join('"' + named.get(name, "").replace('"', '""') + '"' for name in UK_COLUMNS.strip().split(","))
        + "\n"
    )


_PERSON = {
    "Unique_ID": "ZZZ0001",
    "Designation_Type": "Individual",
    "Regime_Name": "The Invented Regulations 2020",
}
UK_CSV = (
    "Report Date: 08-Oct-2026\n"
    + UK_COLUMNS
    + uk_row(
        **_PERSON, Name_6="MUSTER", Name_1="ORVO", Name_2="TEST", Name_type="Primary Name", Title="Dr",
        Sanctions_Imposed="Asset freeze|Travel Ban", Date_Designated="25/01/2001", Gender="Male",
        Address_Line_1="Street 1", Address_Country="Iran", Last_Updated="26/01/2022", Town_of_birth="Tabriz",
        Country_of_birth="Iran", Passport_number="P1", Passport_additional_information="Expired",
        **{"D.O.B": "dd/mm/1971", "Nationality(/ies)": "Afghanistan"},
    )
    + uk_row(
        Unique_ID="ZZZ0002", Designation_Type="Ship", Name_6="RORY", Name_type="Primary name", Regime_Name="The Regulations",
        Sanctions_Imposed="Prohibition of port entry|Charter of ships|Something new", IMO_number="IMO9562233",
        **{"Current owner/operator (s)": "Ruri Shipping", "Current believed flag of ship": "Comoros"},
    )
    + uk_row(
        **_PERSON, Name_6="ORVIE", Name_type="Alias", Alias_strength="Low quality a.k.a.",
        **{"Name non-latin script": "ابجد", "Non-latin script language": "Persian", "D.O.B": "01/05/1972"},
    )
)  # fmt: skip

UK_XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>20/08/2026</DateGenerated>
<Designation><LastUpdated>18/12/2021</LastUpdated><DateDesignated>03/10/2017</DateDesignated><UniqueID>ZZZ0001</UniqueID>
  <UNReferenceNumber>ZZi.001</UNReferenceNumber>
  <Names><Name><Name1>ORVO</Name1><Name6>MUSTER</Name6><NameType>Primary Name</NameType></Name>
    <Name><Name6>ORVIE</Name6><NameType>Alias</NameType><AliasStrength>Good quality a.k.a.</AliasStrength></Name></Names>
  <NonLatinNames><NonLatinName><NameNonLatinScript>ابجد</NameNonLatinScript></NonLatinName></NonLatinNames>
  <RegimeName>The Invented Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
  <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
  <Addresses><Address><AddressLine1>Street 1</AddressLine1><AddressCountry>Iran</AddressCountry></Address></Addresses>
  <IndividualDetails><Individual><DOBs><DOB>dd/mm/1971</DOB></DOBs>
    <Nationalities><Nationality>Afghanistan</Nationality></Nationalities>
    <BirthDetails><Location><TownOfBirth>Tabriz</TownOfBirth><CountryOfBirth>Iran</CountryOfBirth></Location></BirthDetails>
    <PassportDetails><Passport><PassportNumber>P1</PassportNumber>
      <PassportAdditionalInformation>Expired</PassportAdditionalInformation></Passport></PassportDetails>
  </Individual></IndividualDetails></Designation>
<Designation><UniqueID>ZZZ0002</UniqueID><Names><Name><Name6>Rory</Name6><NameType>Primary name</NameType></Name></Names>
  <RegimeName>The Regulations</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip>
  <SanctionsImposedIndicators><AssetFreeze>false</AssetFreeze><ProhibitionOfPortEntry>true</ProhibitionOfPortEntry>
  </SanctionsImposedIndicators>
  <ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
    <CurrentOwnerOperators><CurrentOwnerOperator>Ruri Shipping</CurrentOwnerOperator></CurrentOwnerOperators>
    <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
  </Ship></ShipDetails></Designation>
</Designations>
"""

OFAC = small(entries=ENTRY.format(uid=7, programme="SDGT"))


def _names(*parts: tuple[str, str]) -> str:
    values = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}">{text}</NamePartValue></DocumentedNamePart>'
        for group, text in parts
    )
    return f'<DocumentedName ID="1">{values}</DocumentedName>'


OFAC_ADVANCED = f"""<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://example.org/advanced">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>8</Month><Day>27</Day></DateOfIssue>
<ReferenceValueSets>
  <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>
    <AliasType ID="1403">Name</AliasType></AliasTypeValues>
  <CountryValues><Country ID="11082" ISO2="IR">Iran</Country><Country ID="11009" ISO2="KP">Korea, North</Country></CountryValues>
  <DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
  <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
    <FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="25">Location</FeatureType>
    <FeatureType ID="224">Gender</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType>
    <FeatureType ID="504">Secondary sanctions risk:</FeatureType><FeatureType ID="26">Title</FeatureType></FeatureTypeValues>
  <IDRegDocDateTypeValues><IDRegDocDateType ID="1481">Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType>
    <IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
  <LegalBasisValues><LegalBasis ID="1807" LegalBasisShortRef="Executive Order 1">x</LegalBasis></LegalBasisValues>
  <ListValues><List ID="1550">SDN List</List></ListValues>
  <LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
  <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
    <NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
  <PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown
    </PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
  <RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType>
    <RelationType ID="15001">Associate Of</RelationType></RelationTypeValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1706">Block</SanctionsType>
  </SanctionsTypeValues>
</ReferenceValueSets>
<Locations><Location ID="50"><LocationCountry CountryID="11082" CountryRelevanceID="1413"/>
  <LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true"><Value>Street 1</Value></LocationPartValue></LocationPart>
  <LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Tabriz</Value></LocationPartValue></LocationPart>
</Location></Locations>
<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="10" IssuedBy-CountryID="11082">
  <IDRegistrationNo>P1</IDRegistrationNo><DocumentDate IDRegDocDateTypeID="1481"><DatePeriod><Start><From><Year>2013</Year>
  <Month>10</Month><Day>29</Day></From></Start></DatePeriod></DocumentDate></IDRegDocument></IDRegDocuments>
<DistinctParties>
<DistinctParty FixedRef="7"><Comment>Invented</Comment><Profile ID="7" PartySubTypeID="4"><Identity ID="10" Primary="true">
  <Alias AliasTypeID="1400" Primary="false" LowQuality="true">{_names(("12", "ORVIE"))}</Alias>
  <Alias AliasTypeID="1403" Primary="true" LowQuality="false">{_names(("12", "MUSTER"), ("13", "Orvo"))}
    {_names(("12", "МУСТЕР"), ("13", "Орво"))}</Alias>
  <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="12" NamePartTypeID="1520"/></MasterNamePartGroup>
    <MasterNamePartGroup><NamePartGroup ID="13" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
  <Feature ID="1" FeatureTypeID="8"><FeatureVersion><DatePeriod CalendarTypeID="1">
    <Start Approximate="true"><From><Year>1962</Year><Month>1</Month><Day>1</Day></From></Start>
    <End><To><Year>1962</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
  <Feature ID="2" FeatureTypeID="10"><FeatureVersion><VersionLocation LocationID="50"/></FeatureVersion></Feature>
  <Feature ID="3" FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="50"/></FeatureVersion></Feature>
  <Feature ID="4" FeatureTypeID="224"><FeatureVersion><VersionDetail DetailReferenceID="91526"/></FeatureVersion></Feature>
  <Feature ID="5" FeatureTypeID="344"><FeatureVersion><VersionDetail>1abc</VersionDetail></FeatureVersion></Feature>
  <Feature ID="6" FeatureTypeID="504"><FeatureVersion><VersionDetail>Section 1</VersionDetail></FeatureVersion></Feature>
</Profile></DistinctParty>
<DistinctParty FixedRef="8"><Profile ID="8" PartySubTypeID="3"><Identity ID="11" Primary="true">
  <Alias AliasTypeID="1403" Primary="true" LowQuality="false">{_names(("14", "RURI GROUP"))}</Alias>
  <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="14" NamePartTypeID="1525"/></MasterNamePartGroup></NamePartGroups>
</Identity></Profile></DistinctParty>
</DistinctParties>
<ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="8" To-ProfileID="7" RelationTypeID="15003"/>
</ProfileRelationships>
<SanctionsEntries><SanctionsEntry ID="1" ProfileID="7" ListID="1550"><EntryEvent ID="1" LegalBasisID="1807"><Date>
  <Year>2017</Year><Month>7</Month><Day>31</Day></Date></EntryEvent>
  <SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure>
  <SanctionsMeasure ID="2" SanctionsTypeID="1706"/></SanctionsEntry></SanctionsEntries>
</Sanctions>
"""

_ENTITIES = [
    {
        "id": "a", "schema": "Person", "datasets": ["us_ofac_sdn", "eu_fsf"],
        "properties": {
            "name": ["Orvo Muster", "MUSTER Orvo"], "alias": ["Орво"], "weakAlias": ["OM"], "previousName": ["Ruri"],
            "firstName": ["Orvo"], "lastName": ["Muster"], "birthDate": ["1962-09", "soon"], "nationality": ["ir"],
            "country": ["na"], "passportNumber": ["P1"], "topics": ["sanction"], "notes": ["Invented"], "program": ["SDGT"],
            "addressEntity": ["adr"], "gender": ["male"], "position": ["Clerk"], "birthPlace": ["Tabriz"],
        },
    },
    {
        "id": "b", "schema": "Company", "datasets": ["unheard_of"],
        "properties": {
            "name": ["Ruri Ltd"], "innCode": ["77"], "leiCode": ["253400V1H6ART1UQ0N98"], "swiftBic": ["RURIIRTH"],
            "topics": ["export.control"], "jurisdiction": ["ru"], "address": ["Street 1, Tabriz, Iran"],
            "sanctions": [{"id": "s2", "schema": "Sanction", "properties": {
                "program": ["X"], "startDate": ["2020-01-02"], "endDate": ["2030-01-01"], "authorityId": ["REF"],
                "sourceUrl": ["https://example.org"], "reason": ["Because"],
            }}],
            "ownershipAsset": [{"id": "o2", "schema": "Ownership", "properties": {
                "percentage": ["51%"], "owner": [{"id": "c", "schema": "Person", "properties": {"name": ["Rory"]}}],
            }}],
        },
    },
    {"id": "v", "schema": "Vessel", "datasets": ["eu_vessels_20260315"],
     "properties": {"name": ["Rory"], "imoNumber": ["9179842"], "flag": ["pa"], "mmsi": ["256843000"]}},
    {"id": "adr", "schema": "Address", "properties": {"full": ["Street 2, Tabriz"], "city": ["Tabriz"], "country": ["ir"]}},
    {"id": "own", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"], "percentage": ["49"]}},
    {"id": "dir", "schema": "Directorship", "properties": {"director": ["a"], "organization": ["b"], "role": ["CEO"]}},
    {"id": "san", "schema": "Sanction", "properties": {"entity": ["a"], "program": ["Y"], "startDate": ["2019-05-06"]}},
    {"id": "pas", "schema": "Passport", "properties": {"holder": ["a"], "number": ["P2"], "country": ["kp"]}},
    {"id": "odd", "schema": "Spaceship", "properties": {"name": ["Nobody"]}},
]  # fmt: skip
FOLLOW_THE_MONEY = "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in _ENTITIES)

SAMPLES = {
    "eu_fsf": EU_FSF,
    "un_sc": UN_SC,
    "ofac": OFAC,
    "ofac_advanced": OFAC_ADVANCED,
    "us_csl": CSL,
    "uk_csv": UK_CSV,
    "uk_xml": UK_XML,
    "eu_journal": JOURNAL,
    "eu_journal_amendment": AMENDMENT,
    "follow_the_money": FOLLOW_THE_MONEY,
}
