// expect: I have the larger id | welcome
string Decide(uint mine, uint theirs, bool linked)
{
    if (mine == theirs) return "self";
    return linked ? "twice" : "welcome";
}
