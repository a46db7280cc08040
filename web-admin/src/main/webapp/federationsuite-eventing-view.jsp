<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page about eventing. Its model is the request attribute "view", made by EventingView: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-eventing.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="eventing.title"/></title>
  <meta name="pageID" content="federationsuite-eventing"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><fmt:message key="eventing.intro"/></p>

  <h2 class="jive-contentBoxHeader"><fmt:message key="eventing.features.title"/></h2>
  <div class="jive-contentBox">
    <table class="federationsuite" id="features">
      <thead>
      <tr>
        <th scope="col"><fmt:message key="eventing.features.feature"/></th>
        <th scope="col"><fmt:message key="status.parts.state"/></th>
        <th scope="col"><fmt:message key="status.parts.switch"/></th>
      </tr>
      </thead>
      <tbody>
      <c:forEach items="${view.features}" var="feature">
        <tr>
          <td>
            <strong id="name-<c:out value="${feature.name}"/>"><fmt:message key="eventing.feature.${feature.name}"/></strong>
            <p><fmt:message key="eventing.feature.${feature.name}.description"/></p>
          </td>
          <td>
            <c:choose>
              <c:when test="${feature.on}"><span class="federationsuite-on"><fmt:message key="status.state.on"/></span></c:when>
              <c:otherwise><span class="federationsuite-off"><fmt:message key="status.state.off"/></span></c:otherwise>
            </c:choose>
          </td>
          <td>
            <form action="federationsuite-eventing.jsp" method="post" id="switch-<c:out value="${feature.name}"/>">
              <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
              <input type="hidden" name="action" value="switch"/>
              <input type="hidden" name="feature" value="<c:out value="${feature.name}"/>"/>
              <input type="hidden" name="on" value="<c:out value="${not feature.on}"/>"/>
              <button type="submit" aria-describedby="name-<c:out value="${feature.name}"/>">
                <c:choose>
                  <c:when test="${feature.on}"><fmt:message key="status.switch.off"/></c:when>
                  <c:otherwise><fmt:message key="status.switch.on"/></c:otherwise>
                </c:choose>
              </button>
            </form>
          </td>
        </tr>
      </c:forEach>
      </tbody>
    </table>
  </div>

  <form action="federationsuite-eventing.jsp" method="get" class="federationsuite-search" role="search">
    <label for="q"><fmt:message key="eventing.search"/></label>
    <input type="search" id="q" name="q" maxlength="255" value="<c:out value="${view.q}"/>"/>
    <button type="submit"><fmt:message key="peers.show"/></button>
    <c:if test="${view.filtered}"><a href="federationsuite-eventing.jsp"><fmt:message key="peers.show.all"/></a></c:if>
  </form>

  <h2 class="jive-contentBoxHeader"><fmt:message key="eventing.requests.title"><fmt:param value="${view.requestsPaging.total}"/></fmt:message></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="eventing.requests.intro"/></p>
    <c:choose>
    <c:when test="${empty view.requests}">
      <p><fmt:message key="eventing.requests.none"/></p>
    </c:when>
    <c:otherwise>
      <table class="federationsuite" id="requests">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="eventing.requests.contact"/></th>
          <th scope="col"><fmt:message key="eventing.requests.owner"/></th>
          <th scope="col"><fmt:message key="eventing.since"/></th>
          <c:if test="${view.refusable}"><th scope="col"><fmt:message key="eventing.requests.decide"/></th></c:if>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.requests}" var="request">
          <tr>
            <th scope="row"><c:out value="${request.contact}"/><c:if test="${request.address ne request.contact}"><p class="federationsuite-plain"><c:out value="${request.address}"/></p></c:if></th>
            <td class="federationsuite-name"><c:out value="${request.owner}"/></td>
            <td class="federationsuite-time"><c:out value="${request.since}"/></td>
            <c:if test="${view.refusable}">
              <td>
                <form action="federationsuite-eventing.jsp" method="post">
                  <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
                  <input type="hidden" name="action" value="refuse"/>
                  <input type="hidden" name="owner" value="<c:out value="${request.owner}"/>"/>
                  <input type="hidden" name="contact" value="<c:out value="${request.contact}"/>"/>
                  <button type="submit"><fmt:message key="eventing.requests.refuse"/></button>
                </form>
              </td>
            </c:if>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <c:set var="paging" value="${view.requestsPaging}"/>
      <%@ include file="federationsuite-paging.jspf" %>
    </c:otherwise>
    </c:choose>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="eventing.occupants.title"><fmt:param value="${view.paging.total}"/></fmt:message></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="eventing.occupants.intro"><fmt:param value="${view.rooms}"/></fmt:message></p>
    <c:choose>
    <c:when test="${empty view.occupants}">
      <p><fmt:message key="eventing.occupants.none"/></p>
    </c:when>
    <c:otherwise>
      <table class="federationsuite" id="occupants">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="eventing.occupants.room"/></th>
          <th scope="col"><fmt:message key="mirror.nick"/></th>
          <th scope="col"><fmt:message key="eventing.occupants.client"/></th>
          <th scope="col"><fmt:message key="status.parts.state"/></th>
          <th scope="col"><fmt:message key="eventing.since"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.occupants}" var="participant">
          <tr>
            <th scope="row"><c:out value="${participant.room}"/></th>
            <td class="federationsuite-name"><c:out value="${participant.nick}"/></td>
            <td class="federationsuite-name"><c:out value="${participant.client}"/></td>
            <td><fmt:message key="eventing.occupants.${participant.state}"/><c:if test="${participant.ordinary}"><p><fmt:message key="eventing.occupants.ordinary"/></p></c:if></td>
            <td class="federationsuite-time"><c:out value="${participant.since}"/></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <c:set var="paging" value="${view.paging}"/>
      <%@ include file="federationsuite-paging.jspf" %>
    </c:otherwise>
    </c:choose>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="eventing.limits.title"/></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="eventing.limits.intro"/> <fmt:message key="eventing.limits.talkers"><fmt:param value="${view.talkers}"/></fmt:message></p>
    <form action="federationsuite-eventing.jsp" method="post" id="limits">
      <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
      <input type="hidden" name="action" value="save"/>
      <table class="federationsuite">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="mirrors.settings.setting"/></th>
          <th scope="col"><fmt:message key="eventing.limits.value"/></th>
          <th scope="col"><fmt:message key="eventing.limits.usual"/></th>
          <th scope="col"><fmt:message key="eventing.limits.used"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.settings}" var="limit">
          <tr>
            <th scope="row"><fmt:message key="eventing.setting.${limit.name}"/></th>
            <td>
              <c:choose>
              <c:when test="${not empty limit.choices}">
                <select name="<c:out value="${limit.name}"/>" aria-label="<fmt:message key="eventing.setting.${limit.name}"/>">
                  <option value=""><fmt:message key="mirrors.settings.none"/></option>
                  <c:forEach items="${limit.choices}" var="choice">
                    <option value="<c:out value="${choice}"/>"<c:if test="${choice eq (view.typed[limit.name] ne null ? view.typed[limit.name] : limit.set)}"> selected="selected"</c:if>><c:out value="${choice}"/></option>
                  </c:forEach>
                </select>
              </c:when>
              <c:otherwise>
                <input type="text" name="<c:out value="${limit.name}"/>" size="12" maxlength="2000" aria-label="<fmt:message key="eventing.setting.${limit.name}"/>" value="<c:out value="${view.typed[limit.name] ne null ? view.typed[limit.name] : limit.set}"/>"/>
              </c:otherwise>
              </c:choose>
            </td>
            <td><c:out value="${limit.usual}"/></td>
            <td><c:out value="${limit.used}"/></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <p><button type="submit"><fmt:message key="peer.save"/></button></p>
    </form>
  </div>

  <c:if test="${not empty view.change}">
    <h2 class="jive-contentBoxHeader"><fmt:message key="mirrors.settings.last"/></h2>
    <div class="jive-contentBox">
      <p><c:out value="${view.change.at}, ${view.change.by}"/></p>
      <p class="federationsuite-note"><c:out value="${view.change.text}"/></p>
      <form action="federationsuite-eventing.jsp" method="post" id="undo">
        <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
        <input type="hidden" name="action" value="undo"/>
        <button type="submit"><fmt:message key="mirrors.settings.undo"/></button>
      </form>
    </div>
  </c:if>

</c:otherwise>
</c:choose>

</body>
</html>
