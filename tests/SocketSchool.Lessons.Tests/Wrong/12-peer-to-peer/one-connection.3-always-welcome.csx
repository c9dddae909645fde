// expect: a second connection | welcome
string Decide(uint mine, uint theirs, bool linked) => mine == theirs ? "self" : mine < theirs ? "welcome" : "wait";
