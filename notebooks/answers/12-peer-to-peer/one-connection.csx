string Decide(uint mine, uint theirs, bool linked)
{
    if (mine == theirs) return "self";      // I have called my own number
    if (mine > theirs) return "wait";       // the other one decides
    return linked ? "twice" : "welcome";
}
