"""What can be called, with the kinds of its arguments: the grammar's knowledge of filters, tests and methods.

    name   kind of the value   parameters: `name:kind`, optional ones with ?, *kind for any number   -> kind of the result

A parameter without a name is given by place.

A name that is no identifier, as `==`, is given as a text: select("==", 1).

Kinds: int float number text bool list numbers texts maps map any, and words with a meaning of their own, which
expressions.py spells: attribute, testname, filtername, format, width, method, by and the like.
"""

FILTERS = """
abs            number                                                              -> number
attr           any    name:attribute                                               -> any
batch          list   linecount:width fill_with:any?                               -> list
capitalize     text                                                                -> text
center         text   width:width?                                                 -> text
count          list                                                                -> int
d              any    default_value:any? boolean:bool?                             -> any
default        any    default_value:any? boolean:bool?                             -> any
dictsort       map    case_sensitive:bool? by:by? reverse:bool?                    -> list
e              text                                                                -> text
escape         any                                                                 -> text
filesizeformat number binary:bool?                                                 -> text
first          list                                                                -> any
float          any    default:float?                                               -> float
forceescape    any                                                                 -> text
format         format *any                                                         -> text
groupby        maps   attribute:attribute default:any? case_sensitive:bool?        -> list
indent         text   width:indent? first:bool? blank:bool?                        -> text
int            any    default:int? base:base?                                      -> int
items          map                                                                 -> list
join           list   d:text? attribute:attribute?                                 -> text
last           list                                                                -> any
length         list                                                                -> int
list           list                                                                -> list
lower          text                                                                -> text
map            texts  +filtername                                                  -> list
max            numbers case_sensitive:bool? attribute:none?                        -> any
min            texts  case_sensitive:bool? attribute:none?                         -> any
pprint         any                                                                 -> text
random         single                                                              -> any
reject         numbers testname:testname?                                          -> list
rejectattr     maps   :attribute          testname:testname?                       -> maps
replace        text   old:text new:text count:width?                               -> text
reverse        list                                                                -> list
round          number precision:digits? method:method?                             -> number
safe           text                                                                -> text
select         numbers testname:testname?                                          -> list
selectattr     maps   :attribute          testname:testname?                       -> maps
slice          list   slices:width fill_with:any?                                  -> list
sort           list   reverse:bool? case_sensitive:bool? attribute:none?           -> list
string         any                                                                 -> text
striptags      markup                                                              -> text
sum            numbers attribute:none? start:number?                               -> number
title          text                                                                -> text
tojson         any    indent:indent?                                               -> text
trim           text   chars:text?                                                  -> text
truncate       text   length:width? killwords:bool? end:text? leeway:digits?       -> text
unique         list   case_sensitive:bool? attribute:none?                         -> list
upper          text                                                                -> text
urlencode      text                                                                -> text
urlize         markup trim_url_limit:width? nofollow:bool? target:text? rel:text? extra_schemes:schemes? -> text
wordcount      text                                                                -> int
wordwrap       text   width:width? break_long_words:bool? wrapstring:text? break_on_hyphens:bool? -> text
xmlattr        map    autospace:bool?                                              -> text
"""

TESTS = """
!=          any    other:any
<           number other:number
<=          number other:number
==          any    other:any
>           number other:number
>=          number other:number
boolean     any
callable    any
defined     any
divisibleby int    num:int
eq          any    other:any
equalto     any    other:any
escaped     any
even        int
false       any
filter      filterword
float       any
ge          number other:number
greaterthan number other:number
gt          number other:number
in          any    seq:list
integer     any
iterable    any
le          number other:number
lessthan    number other:number
lower       text
lt          number other:number
mapping     any
ne          any    other:any
none        any
number      any
odd         int
sameas      scalar other:scalar
sequence    any
string      any
test        testword
true        any
undefined   any
upper       text
"""

METHODS = """
capitalize   text -> text
casefold     text -> text
center       text width:width fillchar:fill? -> text
count        text sub:text start:int? end:int? -> int
endswith     text suffix:text start:int? end:int? -> bool
expandtabs   text tabsize:digits? -> text
find         text sub:text start:int? end:int? -> int
format       braces *any -> text
format_map   braces map:map -> text
index        text sub:text start:int? end:int? -> int
isalnum      text -> bool
isalpha      text -> bool
isascii      text -> bool
isdecimal    text -> bool
isdigit      text -> bool
isidentifier text -> bool
islower      text -> bool
isnumeric    text -> bool
isprintable  text -> bool
isspace      text -> bool
istitle      text -> bool
isupper      text -> bool
join         text iterable:texts -> text
ljust        text width:width fillchar:fill? -> text
lower        text -> text
lstrip       text chars:text? -> text
partition    text sep:text -> list
removeprefix text prefix:text -> text
removesuffix text suffix:text -> text
replace      text old:text new:text count:int? -> text
rfind        text sub:text start:int? end:int? -> int
rindex       text sub:text start:int? end:int? -> int
rjust        text width:width fillchar:fill? -> text
rpartition   text sep:text -> list
rsplit       text sep:sep? maxsplit:int? -> texts
rstrip       text chars:text? -> text
split        text sep:sep? maxsplit:int? -> texts
splitlines   text keepends:bool? -> texts
startswith   text prefix:text start:int? end:int? -> bool
strip        text chars:sep? -> text
swapcase     text -> text
title        text -> text
upper        text -> text
zfill        text width:width -> text
count        list value:any -> int
index        list value:any -> int
copy         list -> list
copy         map -> map
get          map key:key default:any? -> any
items        map -> list
keys         map -> list
values       map -> list
append       fresh item:any -> none
clear        fresh -> none
clear        freshmap -> none
extend       fresh iterable:list -> none
insert       fresh index:int item:any -> none
pop          fresh index:int? -> any
remove       fresh value:any -> none
reverse      fresh -> none
sort         fresh -> none
pop          freshmap key:key default:any? -> any
popitem      freshmap -> any
setdefault   freshmap key:key default:any? -> any
update       freshmap other:map -> none
"""

GLOBALS = """
dict      **any -> map
namespace **any -> any
range     start:int stop:int? step:int? -> list
"""

# Methods whose parameters have no names in Python: they are given by place alone.
NAMED_METHODS = {"split", "rsplit", "splitlines", "expandtabs"}


class Row:
    def __init__(self, line):
        call, _, result = line.partition("->")
        self.name, self.kind, *parameters = call.split()
        if ":" in self.kind or "*" in self.kind:
            parameters.insert(0, self.kind)
            self.kind = None
        self.parameters = parameters
        self.result = result.strip()


def rows(table):
    return [Row(line) for line in table.strip().split("\n")]
