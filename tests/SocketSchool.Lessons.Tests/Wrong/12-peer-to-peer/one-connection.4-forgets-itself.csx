// expect: the other one has my id | self
string Decide(uint mine, uint theirs, bool linked) => mine > theirs ? "wait" : linked ? "twice" : "welcome";
