int odd_thing;
