// expect: I have the smaller id | wait
string Decide(uint mine, uint theirs, bool linked)
{
    if (mine == theirs) return "self";
    if (mine < theirs) return "wait";
    return linked ? "twice" : "welcome";
}
